model Product {
  id    Int @id
  price Int

  @@check("price > 0")
  @@check(map: "nothing")
  @@check("  ", map: "empty")
  @@check("price > 0) NOT VALID; --", map: "escape")
  @@check("price > 0", map: "positive")
  @@check("price > 1", map: "positive")
  @@check("id > 0", map: "Product_pkey")
}
