view Overview {
  id    Int    @unique
  count Int    @version
  twice Int    @generated("count * 2")

  @@exclude([id(op: "=")], type: Gist, map: "no_two")
}
