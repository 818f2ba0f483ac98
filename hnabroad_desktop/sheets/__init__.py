"""Tables in and out: spreadsheets, legacy encodings, columns to fields, values to records and back."""
