print('A pack holds no programs.')
