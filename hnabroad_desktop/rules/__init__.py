"""What the law and the scheme demand, judged from dated data as of a day, never without the reason."""
