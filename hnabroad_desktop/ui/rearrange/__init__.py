"""The wizard that rearranges units, and the placing of people whose unit has ended."""
