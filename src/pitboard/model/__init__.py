"""The sport's nouns: entries, circuits, meetings, facts, rulebooks. No I/O, no clock, no scoring."""
