// only   
