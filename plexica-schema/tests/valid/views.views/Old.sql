SELECT NULL::int AS id -- gone
