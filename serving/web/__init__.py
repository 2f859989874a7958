"""The web app and the REST API: what the store holds, for people and for programs. Nothing is written here.

app: putting it together · resources: what all requests share · problems, security: errors and headers ·
api, answers: JSON · pages, form, cards, heat, marking, labels, rendering: the Indonesian pages.
"""
