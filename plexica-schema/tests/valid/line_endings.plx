datasource db {
  provider = "postgresql"
}

/// Lines end as on Windows.
model User {
  id Int @id
  /// The name.
  name String
}