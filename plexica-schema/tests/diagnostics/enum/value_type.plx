enum Role {
  ADMIN
  MEMBER String
}
