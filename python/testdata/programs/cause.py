import functools
class Account:
    def __init__(self, balance): self.balance = balance
    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f'Insufficient funds: {self.balance} < {amount}')
        self.balance -= amount
def process(accounts, name, amount):
    return [accounts[n].withdraw(amount)
            for n in [name]]
try:
    process({'a': Account(5)}, 'a',
            10)
except ValueError as e:
    raise RuntimeError('processing failed') from e
