from datetime import UTC, datetime, timedelta
import time, pytest
from spiders.run import harvest
from models.errors import StorageError
def test_smoke(farm, settings, make_catalogue):
    now = datetime.now(UTC)
    facts={}
    for n in (2,3):
        s = farm.site(n)
        s.feed("/feed/", {s.article(f"/satu-{i}/"): now - timedelta(hours=i) for i in range(5)})
        facts[f"s{n}"]=s.facts({"spider": "feed", "url": "/feed/"})
    cat = make_catalogue(facts)
    st = settings.model_copy(update={"delay_seconds": 0.0})
    st.archive_dir.mkdir(parents=True)
    (st.archive_dir/f"{now:%Y}").write_text("x")
    t=time.time()
    L=lambda x: print(round(time.time()-t,2), x)
    with pytest.raises(StorageError):
        harvest(st, cat, log=L, progress=L)
    print(time.time()-t)
    assert 0
