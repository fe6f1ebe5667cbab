// Of the page that asks for the code: what a QR code has brought along behind `#` is entered at once.
const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  document.getElementById("code").value = code;
  history.replaceState(null, "", location.pathname); // it stays in no list of pages that were seen
  document.forms[0].requestSubmit();
}
