/* The sheet of a project: a registered contractor signs for itself, so the choice of a host is put away. */
"use strict";

const host = document.querySelector(".host-choice");
const none = document.getElementById("id_host_none");

function needsNoHost() {
  const contractor = document.querySelector('input[name="contractor"]:checked');
  return contractor !== null && contractor.hasAttribute("data-registered");
}

if (host && none) {
  // A host that is chosen already stays in sight: what is wrong with it is said beside it.
  host.hidden = needsNoHost() && none.checked && !host.querySelector(".errorlist, .invalid-feedback");
  document.addEventListener("change", (event) => {
    if (event.target.name !== "contractor") return;
    host.hidden = needsNoHost();
    if (host.hidden) none.checked = true;
  });
}
