// What programs do not see can be computed, and a row can be made without it.
model Article {
  id    Int                         @id
  title String
  words Unsupported("tsvector")     @generated("to_tsvector('simple', title)")

  @@index([words], type: Gin)
}
