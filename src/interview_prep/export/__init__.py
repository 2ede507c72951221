"""Export formats, one file each; the file's name is what `prep export --to` takes, its docstring the help.

A format has one function, `render(questions: Sequence[Question]) -> str | bytes`: text is written in UTF-8, bytes are
refused by a terminal. Questions come without retired ones, in the order of the banks. Files beginning with `_` are
no formats.
"""
