"""The milter protocol of Sendmail and Postfix: a message is judged before the server takes it."""
