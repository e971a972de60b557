model A {
  id Int @id @default(
    1)
  kind Kind @default( A ) @map(
    // why
    "k" )
  @@index([
    id, // the id
    // above the kind
    kind( sort: Desc ) /* of it */ , /* next */ name,

    other /* last */
    // below
  ], map: "i")
  @@unique([
    id,
    kind,
  ])
  @@unique([ id, /* c */ kind
  , name ])
  @@index([id], where: {
  kind: { not: "x" },
  b:/* odd */ null })
  @@index([ ], where: { })
  @@index([
  ])
  @@index([ /* nothing */ ])
  @@index([ // nothing
  ])
  @@check("a
")
  note Unsupported(
    "x")
}
generator g {
  list = [
    "a",
    [ "b",
      "c" ] ]
  other = [ "a", "b", ]
}
