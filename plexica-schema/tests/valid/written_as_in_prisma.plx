// A comment before everything.
generator client {
  provider        = "prisma-client-js" // kept for the other tools
  previewFeatures = ["multiSchema"]
  binaryTargets   = ["native", "debian-openssl-3.0.x"]
}

generator zod {
  provider = "zod-prisma"
  anything = { at: "all", is: [1, 2.5, allowed, here("x", named: y)] }
}

datasource db {
  provider     = "postgresql" /* a block comment */
  relationMode = "foreignKeys"
}

/// The people.
///
/// Two paragraphs.
model User {
  /* Above a field, and
     over two lines. */
  id Int @id /// The key.

  /// Not of the field: a blank line is between.

  // An ordinary comment.
  /// What they are called.
  // It does not end the documentation.
  name String? // behind
  email    String   @unique     @map(
    "e_mail", // arguments may take several lines
  )
  model    String /* a keyword is a name */
  enum     Int[]
  lines    String @default("// no comment /* nor this */")

  @@index([
    email,
    name,
  ])
} // behind the block

enum Role { ADMIN }

model One { id Int @id }
