# Prints the expected values of roc_test.cpp: /usr/bin/python3 tests/evaluation/roc_truth.py
# per case: AUC (sklearn), AUC and DeLong variance by definition, average precision (sklearn).
import numpy as np
from sklearn.metrics import roc_auc_score, average_precision_score
def delong(s,y):
    s=np.array(s,float);y=np.array(y)
    X=s[y==1];Y=s[y==0]
    psi=(X[:,None]>Y[None,:])+0.5*(X[:,None]==Y[None,:])
    v10=psi.mean(1);v01=psi.mean(0)
    return psi.mean(), v10.var(ddof=1)/len(X)+v01.var(ddof=1)/len(Y)
cases={}
cases['sklearn doc']=([0.1,0.4,0.35,0.8],[0,0,1,1])
cases['ties']=([1,2,2,3,3,3,4,5],[0,0,1,0,1,1,0,1])
cases['all equal']=([.5]*6,[0,1,0,1,1,0])
cases['perfect']=([.1,.2,.3,.7,.8,.9],[0,0,0,1,1,1])
cases['reversed']=([.1,.2,.3,.7,.8,.9],[1,1,1,0,0,0])
rng=np.random.RandomState(7); 
s=[ (37*i*i+11*i)%101/100 for i in range(60)]; y=[1 if (i*7)%5<2 else 0 for i in range(60)]
s=[round(a+0.3*b,4) for a,b in zip(s,y)]
cases['formula']=(s,y)
for k,(s,y) in cases.items():
    a,v=delong(s,y); print(k,repr(roc_auc_score(y,s)),repr(a),repr(v),repr(average_precision_score(y,s)))
