"""Mail on its way out: kept whole, judged by a child process, handed on unchanged or not at all."""
