model User {
  id    Int      @id
  email String
  name  String
  data  Json
  gone  DateTime?

  @@unique([raw("lower(email)")], map: "users_email_lower")
  @@unique([name, raw("lower(email)", sort: Desc, ops: raw("text_pattern_ops"))], map: "users_both", where: { gone: null })
  @@index([name(sort: Desc), raw("(data ->> 'city')")], map: "users_city")
  @@index([raw("data -> 'tags'", ops: JsonbPathOps)], type: Gin, map: "users_tags")
}
