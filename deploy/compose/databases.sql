-- One database per service; none reads another one's.
CREATE DATABASE gateway;
CREATE DATABASE clearing;
CREATE DATABASE accounting;
CREATE DATABASE refund_center;
CREATE DATABASE payout;
CREATE DATABASE reconciliation;
