namespace Channels.Tests.BankTransfer;

/// <summary>
/// Sample documents: a file of two transfers, its report, and a statement and a notification with a return.
/// </summary>
internal static class Samples
{
    public const string Pain001 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">
         <CstmrCdtTrfInitn>
          <GrpHdr>
           <MsgId>PO20231115-0001</MsgId><CreDtTm>2023-11-15T10:00:00+08:00</CreDtTm>
           <NbOfTxs>2</NbOfTxs><CtrlSum>108.80</CtrlSum>
           <InitgPty><Nm>Demo PSP</Nm><Id><OrgId><Othr><Id>1900099901</Id></Othr></OrgId></Id></InitgPty>
          </GrpHdr>
          <PmtInf>
           <PmtInfId>PO20231115-0001-A</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>
           <NbOfTxs>2</NbOfTxs><CtrlSum>108.80</CtrlSum>
           <PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl><CtgyPurp><Cd>SUPP</Cd></CtgyPurp></PmtTpInf>
           <ReqdExctnDt>2023-11-15</ReqdExctnDt>
           <Dbtr><Nm>Demo PSP</Nm></Dbtr>
           <DbtrAcct><Id><Othr><Id>755900000000001</Id></Othr></Id><Ccy>CNY</Ccy></DbtrAcct>
           <DbtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId>
            <MmbId>308584000013</MmbId></ClrSysMmbId></FinInstnId></DbtrAgt>
           <ChrgBr>SLEV</ChrgBr>
           <CdtTrfTxInf>
            <PmtId><InstrId>PO0001</InstrId><EndToEndId>R20231115000001</EndToEndId></PmtId>
            <Amt><InstdAmt Ccy="CNY">8.80</InstdAmt></Amt>
            <CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId>
             <MmbId>102100099996</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>
            <Cdtr><Nm>张三</Nm></Cdtr>
            <CdtrAcct><Id><Othr><Id>6222020200000000001</Id></Othr></Id></CdtrAcct>
            <Purp><Cd>REFU</Cd></Purp>
            <RmtInf><Ustrd>REFUND T20231115000001</Ustrd></RmtInf>
           </CdtTrfTxInf>
           <CdtTrfTxInf>
            <PmtId><InstrId>PO0002</InstrId><EndToEndId>R20231115000002</EndToEndId></PmtId>
            <Amt><InstdAmt Ccy="CNY">100.00</InstdAmt></Amt>
            <CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId>
             <MmbId>105100000017</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>
            <Cdtr><Nm>李四</Nm></Cdtr>
            <CdtrAcct><Id><Othr><Id>6217000000000000002</Id></Othr></Id></CdtrAcct>
            <Purp><Cd>REFU</Cd></Purp>
            <RmtInf><Ustrd>REFUND T20231115000002</Ustrd></RmtInf>
           </CdtTrfTxInf>
          </PmtInf>
         </CstmrCdtTrfInitn>
        </Document>
        """;

    public const string Pain002 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03">
         <CstmrPmtStsRpt>
          <GrpHdr><MsgId>BK20231115-77</MsgId><CreDtTm>2023-11-15T10:05:00+08:00</CreDtTm><InitgPty>
           <Nm>Demo Bank</Nm></InitgPty></GrpHdr>
          <OrgnlGrpInfAndSts><OrgnlMsgId>PO20231115-0001</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId>
           <OrgnlNbOfTxs>2</OrgnlNbOfTxs><OrgnlCtrlSum>108.80</OrgnlCtrlSum><GrpSts>PART</GrpSts>
           <NbOfTxsPerSts><DtldNbOfTxs>1</DtldNbOfTxs><DtldSts>ACSP</DtldSts>
            <DtldCtrlSum>8.80</DtldCtrlSum></NbOfTxsPerSts>
           <NbOfTxsPerSts><DtldNbOfTxs>1</DtldNbOfTxs><DtldSts>RJCT</DtldSts>
            <DtldCtrlSum>100.00</DtldCtrlSum></NbOfTxsPerSts>
          </OrgnlGrpInfAndSts>
          <OrgnlPmtInfAndSts><OrgnlPmtInfId>PO20231115-0001-A</OrgnlPmtInfId><PmtInfSts>PART</PmtInfSts>
           <TxInfAndSts><StsId>S1</StsId><OrgnlInstrId>PO0001</OrgnlInstrId>
            <OrgnlEndToEndId>R20231115000001</OrgnlEndToEndId><TxSts>ACSP</TxSts></TxInfAndSts>
           <TxInfAndSts><StsId>S2</StsId><OrgnlInstrId>PO0002</OrgnlInstrId>
            <OrgnlEndToEndId>R20231115000002</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn>
            <AddtlInf>account number not valid</AddtlInf></StsRsnInf></TxInfAndSts>
          </OrgnlPmtInfAndSts>
         </CstmrPmtStsRpt>
        </Document>
        """;

    public const string Camt053 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
         <BkToCstmrStmt>
          <GrpHdr><MsgId>STMT20231116</MsgId><CreDtTm>2023-11-17T01:00:00+08:00</CreDtTm></GrpHdr>
          <Stmt><Id>STMT20231116-1</Id><ElctrncSeqNb>320</ElctrncSeqNb><CreDtTm>2023-11-17T01:00:00+08:00</CreDtTm>
           <FrToDt><FrDtTm>2023-11-15T00:00:00+08:00</FrDtTm><ToDtTm>2023-11-16T23:59:59+08:00</ToDtTm></FrToDt>
           <Acct><Id><Othr><Id>755900000000001</Id></Othr></Id><Ccy>CNY</Ccy><Svcr><FinInstnId>
            <BICFI>CMBCCNBS</BICFI><Othr><Id>308584000013</Id></Othr></FinInstnId></Svcr></Acct>
           <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">10000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
            <Dt><Dt>2023-11-15</Dt></Dt></Bal>
           <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">10000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
            <Dt><Dt>2023-11-16</Dt></Dt></Bal>
           <Ntry><NtryRef>1</NtryRef><Amt Ccy="CNY">8.80</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2023-11-15</Dt></BookgDt><ValDt><Dt>2023-11-15</Dt></ValDt><AcctSvcrRef>BKREF0001</AcctSvcrRef>
            <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd>
            <NtryDtls><TxDtls><Refs><MsgId>PO20231115-0001</MsgId><AcctSvcrRef>BKREF0001</AcctSvcrRef>
             <PmtInfId>PO20231115-0001-A</PmtInfId><InstrId>PO0001</InstrId>
             <EndToEndId>R20231115000001</EndToEndId></Refs><Amt Ccy="CNY">8.80</Amt><CdtDbtInd>DBIT</CdtDbtInd>
             <RmtInf><Ustrd>REFUND T20231115000001</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
           <Ntry><NtryRef>2</NtryRef><Amt Ccy="CNY">8.80</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2023-11-16</Dt></BookgDt><ValDt><Dt>2023-11-16</Dt></ValDt><AcctSvcrRef>BKREF0002</AcctSvcrRef>
            <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>
            <NtryDtls><TxDtls><Refs><AcctSvcrRef>BKREF0002</AcctSvcrRef><InstrId>PO0001</InstrId>
             <EndToEndId>R20231115000001</EndToEndId></Refs><Amt Ccy="CNY">8.80</Amt><CdtDbtInd>CRDT</CdtDbtInd>
             <RtrInf><OrgnlBkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd>
             <SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></OrgnlBkTxCd><Rsn><Cd>AC04</Cd></Rsn>
             <AddtlInf>account closed</AddtlInf></RtrInf></TxDtls></NtryDtls></Ntry>
          </Stmt>
         </BkToCstmrStmt>
        </Document>
        """;

    public const string Camt054 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">
         <BkToCstmrDbtCdtNtfctn>
          <GrpHdr><MsgId>NTF20231116</MsgId><CreDtTm>2023-11-17T01:00:00+08:00</CreDtTm></GrpHdr>
          <Ntfctn><Id>NTF20231116-1</Id><ElctrncSeqNb>320</ElctrncSeqNb><CreDtTm>2023-11-17T01:00:00+08:00</CreDtTm>
           <FrToDt><FrDtTm>2023-11-15T00:00:00+08:00</FrDtTm><ToDtTm>2023-11-16T23:59:59+08:00</ToDtTm></FrToDt>
           <Acct><Id><Othr><Id>755900000000001</Id></Othr></Id><Ccy>CNY</Ccy><Svcr><FinInstnId>
            <BICFI>CMBCCNBS</BICFI><Othr><Id>308584000013</Id></Othr></FinInstnId></Svcr></Acct>
           <Ntry><NtryRef>1</NtryRef><Amt Ccy="CNY">8.80</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2023-11-15</Dt></BookgDt><ValDt><Dt>2023-11-15</Dt></ValDt><AcctSvcrRef>BKREF0001</AcctSvcrRef>
            <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd>
            <NtryDtls><TxDtls><Refs><MsgId>PO20231115-0001</MsgId><AcctSvcrRef>BKREF0001</AcctSvcrRef>
             <PmtInfId>PO20231115-0001-A</PmtInfId><InstrId>PO0001</InstrId>
             <EndToEndId>R20231115000001</EndToEndId></Refs><Amt Ccy="CNY">8.80</Amt><CdtDbtInd>DBIT</CdtDbtInd>
             <RmtInf><Ustrd>REFUND T20231115000001</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
           <Ntry><NtryRef>2</NtryRef><Amt Ccy="CNY">8.80</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2023-11-16</Dt></BookgDt><ValDt><Dt>2023-11-16</Dt></ValDt><AcctSvcrRef>BKREF0002</AcctSvcrRef>
            <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>
            <NtryDtls><TxDtls><Refs><AcctSvcrRef>BKREF0002</AcctSvcrRef><InstrId>PO0001</InstrId>
             <EndToEndId>R20231115000001</EndToEndId></Refs><Amt Ccy="CNY">8.80</Amt><CdtDbtInd>CRDT</CdtDbtInd>
             <RtrInf><OrgnlBkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd>
             <SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></OrgnlBkTxCd><Rsn><Cd>AC04</Cd></Rsn>
             <AddtlInf>account closed</AddtlInf></RtrInf></TxDtls></NtryDtls></Ntry>
          </Ntfctn>
         </BkToCstmrDbtCdtNtfctn>
        </Document>
        """;
}
