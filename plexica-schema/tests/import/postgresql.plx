// This is your Prisma schema file,
// learn more about it in the docs: https://pris.ly/d/prisma-schema

datasource db {
  provider          = "postgresql"
  url               = env("DATABASE_URL")

  // A database that may be emptied.
}

/// A person.
model User {
  id    Int     @id @default(autoincrement())
  email String  @unique // as in the letter
  bio   String? @db.Text

  /* what they wrote */
  posts Post[]
}

model Post {
  id       Int      @id
  authorId Int
  author   User     @relation(fields: [authorId], references: [id])
  at       DateTime @default(now()) @db.Timestamptz(6)
}
