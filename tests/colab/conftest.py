def pytest_addoption(parser):
    parser.addoption("--colab", required=True, help="the Python of an environment with Colab's pins")
    parser.addoption("--every", action="store_true", help="every chapter, not only a sample and what changed")


def pytest_generate_tests(metafunc):
    if "chapter" in metafunc.fixturenames:
        from colab import chapters

        every = metafunc.config.getoption("--every")
        chosen = chapters.every() if every else chapters.one_of_each_part_and_changed()
        metafunc.parametrize("chapter", chosen, ids=lambda path: path.stem)
