"""What is fuzzed: a module for each reader of texts, whose `samples()` are real files for `mutating` to damage."""
