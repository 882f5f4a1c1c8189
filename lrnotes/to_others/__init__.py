"""Our schedules as other frameworks' code: a module for each family, named as in :mod:`lrnotes.schedules`.

A family's ``NATIVE`` has a function for each class. It takes the schedule with its arguments in code
(:mod:`lrnotes.to_others.in_code`), computes and compares with its numbers (:mod:`lrnotes.to_others.code_number`),
and returns by framework (:mod:`lrnotes.to_others.frameworks`) what there is: code in parts, a note on it, the
condition under which it is right, and a note for where it is not (:mod:`lrnotes.to_others.rows`). Frameworks that
it leaves out have nothing to say. What readers from other libraries may call a schedule is in
:mod:`lrnotes.to_others.other_names`.
"""
