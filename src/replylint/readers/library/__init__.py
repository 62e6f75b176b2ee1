"""Libraries of canned responses: files of many formats, read as one kind of tree."""
