model User {
  id       Int     @id
  posts    Post[]
  comments Comment[]
  likes    Like[]
  profile  Profile?
  visits   Visit[]
}

model Post {
  slug     String
  authorId Int
  author   User      @relation(fields: [authorId], references: [id])
  comments Comment[]
  @@id([slug, authorId])
}

// One index is enough for both, the longer one.
model Comment {
  id       Int    @id
  authorId Int
  slug     String
  author   User   @relation(fields: [authorId], references: [id])
  post     Post   @relation(fields: [authorId, slug], references: [authorId, slug])
}

// A key begins with the column.
model Profile {
  userId Int  @id
  user   User @relation(fields: [userId], references: [id])
}

// The order does not matter, and neither does what is behind.
model Like {
  id       Int      @id
  authorId Int
  slug     String
  at       DateTime
  userId   Int?
  nextId   Int?
  next     Like?    @relation("next", fields: [nextId], references: [id])
  before   Like[]   @relation("next")
  user     User?    @relation(fields: [userId], references: [id])
  @@index([userId], where: { userId: { not: null } })
  @@index([at, nextId])
  @@index([nextId], type: Brin)
}

// A part of the rows, or of the columns, is not enough.
model Visit {
  id     Int     @id
  isOpen Boolean
  userId Int
  user   User    @relation(fields: [userId], references: [id])
  tag    String
  number Int
  ticket Ticket  @relation(fields: [tag, number], references: [tag, number])
  @@index([userId], where: { isOpen: true })
  @@index([number])
}

model Ticket {
  tag    String
  number Int
  visits Visit[]
  copies Copy[]
  @@id([tag, number])
}

model Copy {
  id     Int    @id
  tag    String
  number Int
  ticket Ticket @relation(fields: [tag, number], references: [tag, number])
  @@index([number, tag, id])
}
