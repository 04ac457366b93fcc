"""The parts of the deadline engine; its door is `parsers.deadlines`.

text → skeleton → tokens → phrases → what each phrase is there for → the days it means → the explanation.
"""
