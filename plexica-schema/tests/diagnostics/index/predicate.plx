model User {
  id    Int      @id
  name  String?
  tags  String[]
  posts Post[]

  @@index([id], where: raw(""), map: "a")
  @@index([id], where: {}, map: "b")
  @@index([id], where: { nmae: null }, map: "c")
  @@index([id], where: { name: 5 }, map: "d")
  @@index([id], where: { id: { gt: 5 } }, map: "e")
  @@index([id], where: raw("a) OR (b"), map: "f")
  @@index([id], where: "name IS NULL", map: "g")
  @@index([id], where: { posts: null }, map: "h")
  @@index([id], where: { tags: "x" }, map: "i")
}

model Post {
  id     Int  @id
  userId Int  @unique(where: { id: 5 })
  user   User @relation(fields: [userId], references: [id])
}

model Draft {
  name String @unique(where: raw("name <> ''"))
}
