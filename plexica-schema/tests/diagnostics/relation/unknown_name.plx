// A field whose relation is not known belongs to any: nothing else is said of it.

model User {
  id    Int    @id
  posts Post[] @relation(5)
  tags  Tag[]  @relation("")
}

model Post {
  id     Int  @id
  userId Int
  user   User @relation("posts", fields: [userId], references: [id])
}

model Tag {
  id     Int  @id
  userId Int
  user   User @relation("tags", fields: [userId], references: [id])
}
