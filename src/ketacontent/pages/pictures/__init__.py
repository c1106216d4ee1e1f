"""Pictures from the data: what is drawn, with the words that every channel shows.

Each module makes one picture as a typed block: `icons.icon_arrays`, `timeline.session_timeline`,
`pathway.care_pathway`, `absorption.absorption_ranges`, `routes.route_comparison` and
`certainty.certainty_map`. No number is drawn that is not in a record; where none is known, the block says so
and draws nothing. This is not where anything becomes SVG: templates place what is worked out here.
"""
