model User {
  id     Int    @id
  postId Int
  posts  Post[] @relation(fields: [postId], references: [id])
  tags   Tag[]  @relation("tags", fields: [postId], references: [id])
}

model Post {
  id    Int    @id
  users User[]
}

model Tag {
  id     Int   @id
  userId Int
  user   User? @relation("tags", fields: [userId], references: [id])
}
