"""Words all other rooms use: fields, errors, progress, translation, paths, partial dates, Vietnamese text."""
