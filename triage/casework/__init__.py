"""The rules of FOI casework: pure values in, values out. No database, mail, web or scikit-learn."""
