"""An entry that can be heard, as an episode of the site's podcast at schema.org."""

from mingpian.queries.fragments import Card
from mingpian.render.structured.nodes import Node, Scene, node, schema_date
from mingpian.site.site import AnyEntry


def episode_nodes(scene: Scene, entry: AnyEntry, card: Card) -> list[Node]:
    """Return the episode that an entry is, with its recording; nothing for one that cannot be heard."""
    audio = entry.fields.audio
    heard = scene.queries.episode(entry.key) if audio.src else None
    if heard is None:
        return []
    recording, feed = heard.recording, scene.site.podcast
    length = f"PT{recording.seconds}S" if recording.seconds else ""
    media = node(
        "AudioObject",
        contentUrl=recording.at(scene.base),
        encodingFormat=recording.type,
        contentSize=str(recording.size or ""),
        duration=length,
    )
    series = (
        node("PodcastSeries", name=feed.title, url=scene.base + scene.site.home, webFeed=scene.base + feed.url)
        if feed
        else None
    )
    return [
        node(
            "PodcastEpisode",
            id=scene.page + "#episode",
            url=scene.page,
            name=card.title or card.summary[:80],
            description=card.summary,
            datePublished=schema_date(scene, card.date),
            inLanguage=entry.lang,
            timeRequired=length,
            episodeNumber=audio.episode,
            partOfSeason=node("PodcastSeason", seasonNumber=audio.season) if audio.season else None,
            associatedMedia=media,
            partOfSeries=series,
            mainEntityOfPage={"@id": scene.page},
        )
    ]
