model Post {
  id    Int       @id
  tags  Tag[]     @relation(references: [id], onDelete: Cascade)
  likes Liker[]   @relation("Likes", map: "likes")
  rooms Room[]
}

model Tag {
  id    Int    @id
  posts Post[]
}

// No key of one column: only unique, and of two.
model Liker {
  name  String @unique
  posts Post[] @relation("Likes")
}

model Room {
  house Int
  floor Int
  posts Post[]

  @@id([house, floor])
}
