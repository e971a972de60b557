view Overview {
  id Int @unique
}
