# torch.optim.Adadelta on fifty numbers, twenty steps: the truth of optimizer_test.
import torch

index = torch.arange(50, dtype=torch.float64)
w = torch.cos(index * 0.11).requires_grad_()
optimizer = torch.optim.Adadelta([w], lr=0.5, rho=0.9, eps=1e-6, weight_decay=0.01)
for t in range(20):
    w.grad = torch.sin(index * 0.37 + t)
    optimizer.step()
print(" ".join(repr(v) for v in w.tolist()))
