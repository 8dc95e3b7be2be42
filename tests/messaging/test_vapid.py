from pathlib import Path

from kesher.messaging import vapid


def test_the_pair_is_made_once_and_only_its_owner_reads_it(settings, tmp_path):
    settings.DATA = tmp_path

    first = vapid.public_key()
    vapid.make(Path(tmp_path) / "push_key.pem")

    assert vapid.public_key() == first
    assert [path.name for path in tmp_path.iterdir()] == ["push_key.pem"]
    assert (tmp_path / "push_key.pem").stat().st_mode & 0o777 == 0o600
