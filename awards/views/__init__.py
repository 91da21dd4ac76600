"""The pages of a settled round: results, ranking, trace, proposals, papers, and the files to take away."""
