"""What type checkers must find. Every ignored line is a mistake; an ignore that is not needed is an error, too."""

import lrnotes
from lrnotes import CosineDecay, FeedbackSchedule, MultiStepDecay, ReduceLROnPlateau, Schedule

schedule = CosineDecay(0.1, 1000)

CosineDecay()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
CosineDecay(0.1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
CosineDecay("0.1", 1000)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
CosineDecay(0.1, None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
CosineDecay(0.1, 1000, alfa=0.1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
CosineDecay(0.1, 1000, 0.0, None, None, 0, 1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
MultiStepDecay(0.5, milestones=30)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
MultiStepDecay(0.5, ["30"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
lrnotes.CosineDecoy(0.1, 1000)  # type: ignore[attr-defined]  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue]
lrnotes.PolynomialDecay(0.1, 100, cycle="yes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

schedule.alpha = 0.5  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
schedule("3")  # type: ignore[arg-type]  # pyright: ignore[reportCallIssue, reportArgumentType]
schedule()  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
schedule(None)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
schedule({0: 1})  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
schedule(["0"])  # type: ignore[list-item]  # pyright: ignore[reportCallIssue, reportArgumentType]
schedule.warmup()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
schedule.warmup("100")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
schedule.then(schedule, 500)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
schedule.then(0.1, at=500)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
schedule.repeat()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
schedule * "2"  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnusedExpression]
schedule + schedule  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnusedExpression]
schedule.cosine()  # type: ignore[attr-defined]  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue]
text: str = schedule(3)  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
Schedule.from_function(0.1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

rule = ReduceLROnPlateau(0.1)
rule(3)  # type: ignore[operator]  # pyright: ignore[reportCallIssue]
rule.step(rule.start())  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
rule.step(rule.start(), "low")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
rule.rates(3.0)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
rule.warmup(10)  # type: ignore[attr-defined]  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue]
best: float = rule.start().best_metric  # type: ignore[attr-defined]  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType, reportAttributeAccessIssue]
ReduceLROnPlateau(0.1, patience="ten")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


class Halving(Schedule):
    initial_learning_rate: float
    half_life: float


Halving(0.1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
Halving(0.1, 10, 20)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


class Rule(FeedbackSchedule):
    initial_learning_rate: float


Rule()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
