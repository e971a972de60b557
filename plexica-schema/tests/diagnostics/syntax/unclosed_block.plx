model User {
  id   Int @id
  role Rol

/// A team.
model Team {
  id Int @id
