// Shows the report as text, whatever it holds.
document.getElementById("report").textContent = decodeURIComponent(location.hash.slice(1));
