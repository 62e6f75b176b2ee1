"""The recipe that trains the judge: data, model, thresholds, export."""
