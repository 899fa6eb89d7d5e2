"""One query in, frozen rows out: the evaluator's sheets, the live board, the results."""
