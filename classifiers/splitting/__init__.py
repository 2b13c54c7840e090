"""How the splitter reads: passages, markers, lists, what asks, and the prose between."""
