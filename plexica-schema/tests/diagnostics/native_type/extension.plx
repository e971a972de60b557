model User {
  id    Int     @id
  email String  @db.Citext
  alias String? @db.Citext
}

model Post {
  id   Int    @id
  text String

  @@index([text(ops: raw("public.gin_trgm_ops"))], type: Gin)
  @@index([text(ops: raw("gist_trgm_ops"))], type: Gist, map: "posts_text_gist")
}
