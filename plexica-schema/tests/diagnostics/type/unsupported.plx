model A {
  id Int                     @id
  b  Unsupported
  c  Unsupported()
  d  Unsupported("")
  e  Unsupported(point)
  f  Unsupported("point", 2)
  g  Unsupported(name: "point")
  h  Unsupported("int); DROP TABLE a; --")
  i  Unsupported("point")    @default("(1,2)")
  j  Unsupported("point")    @default(now())
  k  Unsupported("point")    @updatedAt
  l  Unsupported("point")    @db.Text
  m  Unsupported("point")[]  @default([])
}

// Nothing tells its rows apart as far as one can know.
model B {
  id Unsupported("point") @id
}
