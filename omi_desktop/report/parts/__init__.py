"""The parts of the report, a module each: values in, blocks out, nothing where there is nothing."""
