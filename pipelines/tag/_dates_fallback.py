"""Temporary."""
from __future__ import annotations
import re
from datetime import date
_M={m:i+1 for i,m in enumerate("januari februari maret april mei juni juli agustus september oktober november desember".split())}
_A=re.compile(r"\((?:\w+,? )?(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?\)")
_B=re.compile(r"\b(\d{1,2})\s+("+"|".join(_M)+r")\s+(20\d\d)",re.I)
def find_event_dates(text: str, published_on: date | None) -> list[tuple[date,int,int]]:
    out=[]
    for m in _A.finditer(text):
        y=int(m[3]) if m[3] else (published_on.year if published_on else 0)
        if y and y<100: y+=2000
        try: out.append((date(y,int(m[2]),int(m[1])),m.start(),m.end()))
        except ValueError: pass
    for m in _B.finditer(text):
        try: out.append((date(int(m[3]),_M[m[2].lower()],int(m[1])),m.start(),m.end()))
        except ValueError: pass
    return sorted(out,key=lambda x:x[1])
